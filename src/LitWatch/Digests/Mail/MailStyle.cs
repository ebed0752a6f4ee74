using Microsoft.AspNetCore.Components;

namespace LitWatch.Digests.Mail;

/// <summary>
/// Inline styles: Gmail and Outlook drop or maim style sheets. Every colour of text stands on a background that is set with it,
/// and none is pure black or white, so that programs which darken mails keep the pairs readable. Fonts are set on each cell because
/// Outlook's Word engine does not pass them into tables.
/// </summary>
internal static class MailStyle
{
    public const string Page = "margin:0;padding:0;background-color:#eef1f4;color:#1d2a33;";
    public const string Canvas = "background-color:#eef1f4;";
    public const string Card = "max-width:680px;word-break:break-word;background-color:#fdfefe;border:1px solid #d5dce2;";
    public const string Preheader = "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;overflow:hidden;mso-hide:all;color:#eef1f4;";

    public const string Band = "padding:10px 20px;background-color:#0f4c5c;color:#eef6f8;" + Font + "font-size:13px;line-height:18px;";
    public const string Head = "padding:20px 20px 14px;" + Text;
    public const string Body = "padding:14px 20px 18px;" + Text;
    public const string Alarm = "padding:14px 20px;background-color:#fbe9e7;color:#7a1712;" + Font + "font-size:14px;line-height:20px;border-left:5px solid #b3261e;";
    public const string Article = "padding:16px 20px 18px;border-top:1px solid #e1e6ea;" + Text;
    public const string Foot = "padding:18px 20px 22px;background-color:#f4f6f8;border-top:1px solid #d5dce2;color:#4c5b66;" + Font + "font-size:12px;line-height:18px;";

    public const string Headline = "margin:0 0 6px;font-size:22px;line-height:28px;font-weight:bold;color:#14303b;";
    public const string AlertName = "margin:0;font-size:18px;line-height:24px;font-weight:bold;color:#14303b;";
    public const string Title = "margin:0 0 4px;font-size:16px;line-height:22px;font-weight:bold;";
    public const string SubHeading = "margin:0 0 6px;font-size:14px;line-height:20px;font-weight:bold;color:#14303b;";
    public const string SectionHead = "padding:20px 20px 14px;background-color:#f4f6f8;border-top:1px solid #d5dce2;" + Font + "font-size:14px;line-height:20px;color:#1d2a33;";

    public const string Link = "color:#0b5a78;text-decoration:underline;";
    public const string TitleLink = "color:#0b4f6c;text-decoration:none;";
    public const string Mark = "background-color:#ffedb3;color:#1d2a33;";
    public const string Quiet = "color:#4c5b66;font-size:13px;line-height:19px;";
    public const string Snippet = "margin:8px 0;padding:0 0 0 12px;border-left:3px solid #d5dce2;font-size:14px;line-height:21px;";
    public const string Paragraph = "margin:0 0 4px;";
    public const string List = "margin:6px 0;padding:0 0 0 20px;";
    public const string Label = "color:#4c5b66;white-space:nowrap;";
    public const string Note = "margin-top:10px;" + Quiet;
    public const string Facts = "margin-top:8px;" + Quiet;

    /// <summary>Columns keep their share: a long word in one of them must not squeeze another until its words break.</summary>
    public const string Grid = "table-layout:fixed;";

    public const string Cell = "padding:7px 12px 7px 0;border-top:1px solid #e1e6ea;text-align:left;vertical-align:top;color:#1d2a33;word-break:normal;overflow-wrap:break-word;word-wrap:break-word;" + Font + "font-size:13px;line-height:18px;font-weight:normal;";
    public const string Column = "padding:0 12px 6px 0;text-align:left;vertical-align:bottom;color:#4c5b66;" + Font + "font-size:12px;line-height:16px;font-weight:normal;";
    public const string Group = "padding:12px 0 6px;text-align:left;color:#14303b;" + Font + "font-size:13px;line-height:18px;font-weight:bold;";

    /// <summary>Outlook's Word engine knows no max-width: a table of fixed width around the fluid one, which only it sees.</summary>
    public static MarkupString OutlookStart { get; } =
        new("""<!--[if mso]><table role="presentation" align="center" width="680" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->""");

    public static MarkupString OutlookEnd { get; } = new("<!--[if mso]></td></tr></table><![endif]-->");

    private const string Font = "font-family:'Segoe UI',Helvetica,Arial,sans-serif;";
    private const string Text = Font + "font-size:14px;line-height:20px;color:#1d2a33;";
    private const string Tag = "display:inline-block;margin:0 6px 6px 0;padding:1px 8px;font-size:12px;line-height:18px;font-weight:bold;";

    public static string Badge(bool isAlarm) => Tag + (isAlarm ? "background-color:#b3261e;color:#fdf3f2;" : "background-color:#e4e9ed;color:#33434e;");

    public static string Of(Tone tone) => tone switch
    {
        Tone.Good => "color:#1b6238;font-weight:bold;",
        Tone.Fair => "color:#7a4a00;font-weight:bold;",
        Tone.Bad => "color:#a3211a;font-weight:bold;",
        _ => "color:#4c5b66;",
    };
}
