using System.Text.RegularExpressions;

namespace LitWatch.Tests.Architecture;

public sealed partial class SecurityTests
{
    [Fact]
    public void Every_threat_names_tests_that_exist()
    {
        var rows = File.ReadLines(Path.Combine(ShippedData.Root, ".github", "SECURITY.md")).Where(line => Threat().IsMatch(line)).ToList();
        var classes = typeof(SecurityTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Equal("DEIRST", string.Concat(rows.Select(row => row[4]).Distinct().Order()));
        Assert.All(rows, row =>
        {
            var named = Named().Matches(row.Split('|')[^2]).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            Assert.NotEmpty(named);
            Assert.Subset(classes, named);
        });
    }

    [GeneratedRegex(@"^\| \*\*[STRIDE]\*\* \|", RegexOptions.None, 5_000)]
    private static partial Regex Threat();

    [GeneratedRegex("`(?<name>\\w+)`", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Named();
}
