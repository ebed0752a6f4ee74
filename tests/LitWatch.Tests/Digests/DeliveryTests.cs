using LitWatch.Digests;

namespace LitWatch.Tests.Digests;

public class DeliveryTests
{
    private static readonly DateTimeOffset Slot = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
    private static readonly Delivery Composed = new("team", "sb1", Slot) { State = DeliveryState.Composed };

    [Fact]
    public void Who_saw_all_mails_sent_before_a_resend_does_not_settle_what_is_sent_since()
    {
        var settled = Composed.Settle(Composed, Slot.AddMinutes(1))!;
        var resent = settled with { State = DeliveryState.Resending, Resends = [new Resend(Slot.AddDays(1), "admin", 1)] };

        Assert.Null(resent.Settle(Composed, Slot.AddDays(1)));
        Assert.Null(settled.Settle(settled, Slot.AddDays(1)));
        var again = resent.Settle(resent, Slot.AddDays(2))!;
        Assert.Equal((DeliveryState.Settled, Slot.AddMinutes(1)), (again.State, again.SettledAt));
    }

    [Theory]
    [InlineData(DeliveryState.Due, false)]
    [InlineData(DeliveryState.Composed, false)]
    [InlineData(DeliveryState.Settled, true)]
    [InlineData(DeliveryState.Resending, true)]
    internal void What_comes_after_builds_on_what_was_told(DeliveryState state, bool told) => Assert.Equal(told, (Composed with { State = state }).IsTold);

    [Fact]
    public void An_identifier_can_be_taken_apart()
    {
        Assert.Equal(("sb1", Slot), Delivery.Parse(Composed.Id));
        foreach (var wrong in new[] { "", "sb1", "sb1.", "sb1.20261123", "sb1.20261123T070000000Z.x", "sb1.2026-11-23T07:00Z" })
        {
            Assert.Null(Delivery.Parse(wrong));
        }
    }
}
