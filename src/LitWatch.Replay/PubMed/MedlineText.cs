using System.Text;

namespace LitWatch.Replay.PubMed;

/// <summary>A subset of the MEDLINE display format: the tags that readers of .nbib files rely on, one value a line, lines not folded.</summary>
internal static class MedlineText
{
    public static string Write(PubMedRecord record)
    {
        var summary = RecordSummary.Of(record);
        var text = new StringBuilder();
        void Line(string tag, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(tag.PadRight(4)).Append("- ").Append(value).Append('\n');
            }
        }

        Line("PMID", record.Pmid);
        Line("VI", summary.Volume);
        Line("IP", summary.Issue);
        Line("DP", summary.PubDate);
        Line("TI", summary.Title);
        Line("PG", summary.Pages);
        Line("LID", summary.Doi is { } doi ? $"{doi} [doi]" : null);
        Line("AB", summary.Abstract);
        summary.Authors.ForEach(author => Line("AU", author));
        summary.Languages.ForEach(language => Line("LA", language));
        summary.PublicationTypes.ForEach(type => Line("PT", type));
        Line("TA", summary.Source);
        Line("JT", summary.FullJournalName);
        Line("CRDT", record.Created.ToString("yyyy/MM/dd", System.Globalization.CultureInfo.InvariantCulture) + " 00:00");
        Line("EDAT", record.Entered.ToString("yyyy/MM/dd", System.Globalization.CultureInfo.InvariantCulture) + " 00:00");
        Line("SO", summary.Citation);
        return text.ToString();
    }
}
