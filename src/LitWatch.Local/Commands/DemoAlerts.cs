using LitWatch.Strategies;

namespace LitWatch.Local.Commands;

/// <summary>The ten alerts of the demonstration, as a team would write them; the bundled corpus has articles for each.</summary>
internal static class DemoAlerts
{
    public static IReadOnlyList<Strategy> Strategies { get; } =
    [
        Of(["natalizumab", "Tysabri"], ["psoriasis", "psoriatic", "palmoplantar pustulosis"]),
        Of(["tafenoquine", "WR 238605"], ["haemolysis", "hemolysis", "haemolytic", "hemolytic", "methaemoglobin*", "methemoglobin*"]),
        Of(["ChAdOx1", "AZD1222", "Vaxzevria"], ["thrombosis", "thromboses", "thrombotic", "thrombocytop*"]),
        Of(["immune checkpoint", "nivolumab", "pembrolizumab", "ipilimumab", "atezolizumab"], ["myocarditis", "perimyocarditis"]),
        Of(["hydroxychloroquine"], ["QT", "QTc", "torsade*", "ventricular arrhythmia*"]),
        Of(["clozapine"], ["myocarditis", "cardiomyopath*"]),
        Of(["fluoroquinolone*", "quinolone*", "ciprofloxacin", "levofloxacin", "moxifloxacin"], ["tendon", "tendons", "tendinitis", "tendinopath*"]),
        Of(["statin", "statins", "simvastatin", "atorvastatin", "rosuvastatin", "pravastatin", "cerivastatin"], ["rhabdomyolysis"]),
        Of(["dupilumab"], ["conjunctivitis"]),
        Of(["valproate", "valproic acid"], ["malformation*", "birth defects", "teratogen*", "autism", "autistic", "neurodevelopment*"]),
    ];

    private static Strategy Of(string[] drug, string[] reaction) => new()
    {
        Drug = [.. drug.Select(term => (Term)term)],
        Reaction = [.. reaction.Select(term => (Term)term)],
        Reason = "demonstration",
    };
}
