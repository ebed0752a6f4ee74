using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Sources;

public sealed class SourcesServicesTests
{
    [Fact]
    public void Both_sources_resolve()
    {
        using var services = Services(("PubMed:Email", "me@example.org"));

        Assert.Equal(["pubmed", "crossref"], services.GetServices<ILiteratureSource>().Select(source => source.Name));
    }

    [Theory]
    [InlineData("PubMed:BaseUrl", "eutils", "PubMed:BaseUrl must be an absolute http(s) address")]
    [InlineData("PubMed:BaseUrl", "ftp://x/", "PubMed:BaseUrl must be an absolute http(s) address")]
    [InlineData("PubMed:Email", "nobody", "PubMed:Email must be a mail address")]
    [InlineData("PubMed:Email", "", "PubMed:Email is required")]
    [InlineData("PubMed:Tool", "two words", "PubMed:Tool must be")]
    public void A_setting_of_PubMed_that_cannot_be_is_named(string key, string value, string message)
    {
        using var services = Services(("PubMed:Email", "me@example.org"), (key, value));

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PubMedOptions>>().Value);

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Crossref:BaseUrl", "//x", "Crossref:BaseUrl must be an absolute http(s) address")]
    [InlineData("Crossref:Mailto", "nobody", "Crossref:Mailto must be a mail address")]
    public void A_setting_of_Crossref_that_cannot_be_is_named(string key, string value, string message)
    {
        using var services = Services((key, value));

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CrossrefOptions>>().Value);

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/a/eutils")]
    [InlineData("http://127.0.0.1:5000/a/eutils/")]
    public void Another_server_needs_no_address_and_no_slash(string url)
    {
        using var services = Services(("PubMed:BaseUrl", url));

        Assert.Equal("http://127.0.0.1:5000/a/eutils/", services.GetRequiredService<IOptions<PubMedOptions>>().Value.Base.ToString());
    }

    [Fact]
    public void Crossref_writes_to_the_address_of_PubMed_unless_told_otherwise()
    {
        using var one = Services(("PubMed:Email", "me@example.org"));
        using var other = Services(("PubMed:Email", "me@example.org"), ("Crossref:Mailto", "you@example.org"));

        Assert.Equal("me@example.org", one.GetRequiredService<IOptions<CrossrefOptions>>().Value.Mailto);
        Assert.Equal("you@example.org", other.GetRequiredService<IOptions<CrossrefOptions>>().Value.Mailto);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (key, value) in settings)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]);
        }

        return new ServiceCollection().AddSingleton<IRequestGate>(new CountingGate()).AddSources(configuration.Build()).BuildServiceProvider(validateScopes: true);
    }
}
