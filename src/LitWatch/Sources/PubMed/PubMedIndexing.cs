using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>What indexers say of an article: MeSH headings and substances.</summary>
internal static class PubMedIndexing
{
    public static void ReadHeadings(PubMedWalk walk, List<MeshHeading> headings)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is "MeshHeading" && Heading(walk) is { } heading)
            {
                headings.Add(heading);
            }
        }
    }

    /// <summary>Chemicals, and supplementary concepts (rare diseases, organisms, protocols): PubMed finds both by [nm].</summary>
    public static void ReadSubstances(PubMedWalk walk, List<Substance> substances)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            var substance = walk.Name switch
            {
                "Chemical" => Chemical(walk),
                "SupplMeshName" => Substance(walk),
                _ => null,
            };
            if (substance is not null)
            {
                substances.Add(substance);
            }
        }
    }

    private static MeshHeading? Heading(PubMedWalk walk)
    {
        MeshHeading? heading = null;
        List<MeshQualifier>? qualifiers = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is not ("DescriptorName" or "QualifierName"))
            {
                continue;
            }

            var (isDescriptor, ui, isMajor) = (walk.Name is "DescriptorName", Ui(walk), walk.Attribute("MajorTopicYN") == "Y");
            if (walk.Term() is not { } name)
            {
                continue;
            }

            if (isDescriptor)
            {
                heading ??= new MeshHeading(ui, name, isMajor);
            }
            else
            {
                (qualifiers ??= []).Add(new MeshQualifier(ui, name, isMajor));
            }
        }

        return heading is null || qualifiers is null ? heading : heading with { Qualifiers = qualifiers };
    }

    private static Substance? Chemical(PubMedWalk walk)
    {
        Substance? substance = null;
        string? number = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "NameOfSubstance":
                    substance ??= Substance(walk);
                    break;
                case "RegistryNumber":
                    number ??= walk.Term();
                    break;
            }
        }

        // NLM writes 0 for "no registry number".
        return number is null or "0" ? substance : substance is null ? null : substance with { RegistryNumber = number };
    }

    private static Substance? Substance(PubMedWalk walk)
    {
        var ui = Ui(walk);
        return walk.Term() is { } name ? new Substance(ui, name, null) : null;
    }

    private static string? Ui(PubMedWalk walk) => PlainText.Normalize(walk.Attribute("UI"));
}
