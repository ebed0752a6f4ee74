namespace LitWatch.Tests.Sources.Pages.Fetching;

/// <summary>Addresses that lead, or seem to lead, somewhere inside: as they would stand in a record or in a redirect, and a word of why they are refused.</summary>
internal static class UrlTricks
{
    public const string NoAddress = "no address";
    private const string Number = "number";
    private const string Name = "no public name";
    private const string Scheme = "only http and https";
    private const string Credentials = "credentials";
    private const string Port = "port";

    public static TheoryData<string, string> All => new()
    {
        { "http://127.0.0.1/", Number },
        { "https://127.0.0.1/", Number },
        { "http://127.1/", Number },
        { "http://2130706433/", Number },
        { "http://0x7f000001/", Number },
        { "http://0x7f.0.0.1/", Number },
        { "http://0177.0.0.1/", Number },
        { "http://017700000001/", Number },
        { "http://0.0.0.0/", Number },
        { "http://0/", Number },
        { "http://10.0.0.1/", Number },
        { "http://169.254.169.254/latest/meta-data/", Number },
        { "http://168.63.129.16/machine?comp=goalstate", Number },
        { "http://93.184.216.34/", Number },
        { "http://[::]/", Number },
        { "http://[::1]/", Number },
        { "http://[::ffff:127.0.0.1]/", Number },
        { "http://[::ffff:7f00:1]/", Number },
        { "http://[64:ff9b::7f00:1]/", Number },
        { "http://[2002:7f00:1::]/", Number },
        { "http://[fe80::1%25eth0]/", Number },
        { "http://①②⑦.⓪.⓪.①/", Name },
        { "http://127。0。0。1/", Name },
        { "//127.0.0.1/", Number },
        { "http:\\\\127.0.0.1\\", NoAddress },
        { "http://localhost/", Name },
        { "http://LOCALHOST./", Name },
        { "http://ⓛocalhost/", Name },
        { "http://app.localhost/", Name },
        { "http://metadata.google.internal/computeMetadata/v1/", Name },
        { "http://nas.local/", Name },
        { "http://router.home.arpa/", Name },
        { "http://printer/", Name },
        { "http://printer./", Name },
        { "http://127.0.0.1./", "" },
        { "http://publisher.org.1/", "" },
        { "http://user:secret@publisher.org/", Credentials },
        { "http://publisher.org@127.0.0.1/", Credentials },
        { "http://publisher.org:secret@[::1]/", Credentials },
        { "http://publisher.org:22/", Port },
        { "http://publisher.org:8080/", Port },
        { "https://publisher.org:80/", Port },
        { "http://publisher.org:443/", Port },
        { "file:///etc/passwd", Scheme },
        { "ftp://publisher.org/paper.html", Scheme },
        { "gopher://publisher.org/", Scheme },
        { "data:text/html,<h1>paper</h1>", Scheme },
        { "javascript:alert(1)", Scheme },
        { "jar:http://publisher.org!/", Scheme },
        { "ws://publisher.org/", Scheme },
        { "http://publisher.org/" + new string('a', 3_000), "too long" },
    };
}
