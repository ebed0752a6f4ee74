using System.Net;
using LitWatch.Sources.Pages.Fetching;

namespace LitWatch.Tests.Sources.Pages.Fetching;

public class PublicWebTests
{
    private static readonly Uri Redirecting = new("http://publisher.org/articles/1");
    private static readonly PublicWeb Web = new();

    public static TheoryData<string, string> Tricks => UrlTricks.All;

    [Theory]
    [MemberData(nameof(Tricks))]
    public void An_address_that_leads_inside_is_refused_with_the_reason(string address, string why)
    {
        // What is no address is never asked where it leads.
        var refusal = Uri.TryCreate(Redirecting, address, out var target) ? Web.Refusal(target) : UrlTricks.NoAddress;

        Assert.NotNull(refusal);
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://doi.org/10.5826/dpc.1202a88")]
    [InlineData("http://dx.doi.org/10.1002/(SICI)1097-4652(199604)167:1%3C%3E1.0.CO;2-X")]
    [InlineData("https://www.publisher.org:443/articles?id=1&page=2#abstract")]
    [InlineData("http://publisher.org:80/")]
    [InlineData("https://journals.öffentlich.de/artikel")]
    [InlineData("https://journals.xn--ffentlich-n4a.de/artikel")]
    [InlineData("https://j_1.publisher.co.uk./a")]
    public void An_address_of_the_public_web_is_followed(string address) => Assert.Null(Web.Refusal(new Uri(address)));

    [Fact]
    public void An_address_without_a_host_is_refused() => Assert.NotNull(Web.Refusal(new Uri("articles/1", UriKind.Relative)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_that_is_not_routed_globally_is_not_connected_to(string address) => Assert.False(Web.IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("168.63.129.17")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("2606:4700::6812:1")]
    [InlineData("2a00:1450:4001::200e")]
    public void A_global_address_is_connected_to(string address) => Assert.True(Web.IsAllowed(IPAddress.Parse(address)));
}
