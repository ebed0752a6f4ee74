namespace LitWatch.Tests.Architecture;

public class RoutesTests
{
    [Theory]
    [InlineData("api/alerts", "api/alerts")]
    [InlineData("api/alerts", "API/Alerts")]
    [InlineData("api/alerts/{id}", "api/alerts/{name}")]
    [InlineData("api/alerts/{id}", "api/alerts/new")]
    [InlineData("api/alerts/{id:int}", "api/alerts/12")]
    [InlineData("api/alerts/{id:int}", "api/alerts/{id:minlength(2)}")]
    [InlineData("api/{kind}/all", "api/alerts/{id}")]
    [InlineData("api/alerts/{id?}", "api/alerts")]
    [InlineData("api/alerts/{id=1}", "api/alerts")]
    [InlineData("{first?}", "{other?}")]
    [InlineData("{*path}", "api/alerts/{id}")]
    [InlineData("{**path}", "{ignored:maxlength(0)?}")]
    [InlineData("assets/{*path}", "assets")]
    [InlineData("assets/{*path}", "assets/{name}/{size:int}")]
    [InlineData("api/{name}.{extension}", "api/file")]
    [InlineData("{ignored:maxlength(0)?}", "")]
    public void Routes_that_can_match_the_same_path_overlap(string one, string other)
    {
        Assert.True(Routes.Overlap(one, other));
        Assert.True(Routes.Overlap(other, one));
    }

    [Theory]
    [InlineData("api/alerts", "api/subscriptions")]
    [InlineData("api/alerts", "api/alerts/{id}")]
    [InlineData("api/alerts/{id}", "api/alerts/{id}/searches")]
    [InlineData("api/health", "api/health/live")]
    [InlineData("api/alerts/{id:int}", "api/alerts/new")]
    [InlineData("api/alerts/{id:int}", "api/alerts/{name:alpha}")]
    [InlineData("api/alerts/{id:guid}", "api/alerts/{id:int}")]
    [InlineData("{ignored:maxlength(0)?}", "assets")]
    [InlineData("{ignored:maxlength(0)?}", "{name}")]
    [InlineData("assets/{*path}", "api/{*path}")]
    [InlineData("assets/{*path}", "{ignored:maxlength(0)?}")]
    public void Routes_that_cannot_are_apart(string one, string other)
    {
        Assert.False(Routes.Overlap(one, other));
        Assert.False(Routes.Overlap(other, one));
    }

    [Fact]
    public void No_two_routes_of_one_method_match_the_same_path()
    {
        HttpEntry[] entries = [.. Pipeline.Entries.OfType<HttpEntry>()];

        var overlapping =
            from one in entries
            from other in entries
            where string.CompareOrdinal(one.Name, other.Name) < 0 && one.Method == other.Method && Routes.Overlap(one.Route, other.Route)
            select $"{one.Method} {one.Route} and {other.Route}";

        Assert.Empty(overlapping);
    }

    [Fact]
    public void No_route_is_one_that_the_Functions_host_keeps_for_itself() =>
        Assert.DoesNotContain(Pipeline.Entries.OfType<HttpEntry>(), entry => Routes.Overlap(entry.Route, "admin/{*path}") || Routes.Overlap(entry.Route, "runtime/{*path}"));

    [Fact]
    public void The_only_catch_all_is_that_of_the_assets() =>
        Assert.Equal(["assets/{*path}"], Pipeline.Entries.OfType<HttpEntry>().Select(entry => entry.Route).Where(Routes.HasCatchAll));

    [Fact]
    public void No_route_begins_with_a_slash() => Assert.DoesNotContain(Pipeline.Entries.OfType<HttpEntry>(), entry => entry.Route.StartsWith('/'));
}
