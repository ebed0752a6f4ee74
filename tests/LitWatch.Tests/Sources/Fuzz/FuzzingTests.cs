using System.Text;

namespace LitWatch.Tests.Sources.Fuzz;

public sealed class FuzzingTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("<a>\n<b>one</b> two\n</a>\n");

    [Fact]
    public void One_seed_is_one_damage()
    {
        Assert.All(Enumerable.Range(0, 200), seed => Assert.Equal(Mutation.Of(Text, seed), Mutation.Of(Text, seed)));
        Assert.InRange(Enumerable.Range(0, 200).Select(seed => Encoding.Latin1.GetString(Mutation.Of(Text, seed))).Distinct().Count(), 150, 200);
    }

    [Fact]
    public void A_fault_that_is_not_declared_fails_with_its_seed()
    {
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            Fuzzing.Run<FormatException>([Text], 100, bytes => bytes.Length > Text.Length ? throw new InvalidOperationException("broke") : 0));

        Assert.Contains("broke", failure.Message, StringComparison.Ordinal);
        Assert.Matches(@"seed \d+", failure.Message);
    }

    [Fact]
    public void Memory_out_of_proportion_fails() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Fuzzing.Run<FormatException>([Text], 1, _ => new byte[32 * 1024 * 1024].Length));

    [Fact]
    public void A_declared_fault_passes() => Fuzzing.Run<FormatException>([Text], 100, _ => throw new FormatException());
}
