using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Web;
using LitWatch.Web.OpenApi;
using Microsoft.AspNetCore.Http;

namespace LitWatch;

/// <summary>Every timer, queue and route that wakes LitWatch, in one table. Hosts bind these and nothing else.</summary>
internal static class Pipeline
{
    public static readonly TimerEntry SweepAlerts = TimerEntry.For<SweepAlerts>(Alerts.SweepAlerts.Schedule);
    public static readonly TimerEntry SweepDigests = TimerEntry.For<SweepDigests>(Digests.SweepDigests.Schedule);
    public static readonly TimerEntry WatchQueues = TimerEntry.For<WatchQueues>(Web.WatchQueues.Schedule);

    public static readonly QueueEntry SearchSource = QueueEntry.For<SearchSource, SourceSearch>(SourceSearch.Queue, AlertsJson.Default.SourceSearch);
    public static readonly QueueEntry ReadPage = QueueEntry.For<ReadPage, PageDue>(PageDue.Queue, AlertsJson.Default.PageDue) with { IsExtra = true };
    public static readonly QueueEntry ComposeDigest = QueueEntry.For<ComposeDigest, DigestDue>(DigestDue.Queue, DigestsJson.Default.DigestDue);
    public static readonly QueueEntry SendEmail = QueueEntry.For<SendEmail, EmailDue>(EmailDue.Queue, DigestsJson.Default.EmailDue);
    public static readonly QueueEntry AskRecipient = QueueEntry.For<AskRecipient, RecipientAwaited>(RecipientAwaited.Queue, DigestsJson.Default.RecipientAwaited);

    public static readonly HttpEntry SearchArticles = HttpEntry.For<SearchArticles>(HttpMethods.Get, Web.SearchArticles.Route, Access.Reader);

    public static readonly HttpEntry ListAlerts = HttpEntry.For<ListAlerts>(HttpMethods.Get, Web.AddAlert.Route, Access.Reader);
    public static readonly HttpEntry AddAlert = HttpEntry.For<AddAlert>(HttpMethods.Post, Web.AddAlert.Route, Access.Editor);
    public static readonly HttpEntry ShowAlert = HttpEntry.For<ShowAlert>(HttpMethods.Get, Web.ShowAlert.Route, Access.Reader);
    public static readonly HttpEntry ChangeAlert = HttpEntry.For<ChangeAlert>(HttpMethods.Put, Web.ShowAlert.Route, Access.Editor);
    public static readonly HttpEntry RemoveAlert = HttpEntry.For<RemoveAlert>(HttpMethods.Delete, Web.ShowAlert.Route, Access.Editor);
    public static readonly HttpEntry SearchAlertNow = HttpEntry.For<SearchAlertNow>(HttpMethods.Post, Web.SearchAlertNow.Route, Access.Editor);
    public static readonly HttpEntry ShowAlertHistory = HttpEntry.For<ShowAlertHistory>(HttpMethods.Get, Web.ShowAlertHistory.Route, Access.Reader);

    public static readonly HttpEntry ShowFeed = HttpEntry.For<ShowFeed>(HttpMethods.Get, Web.ShowFeed.Route, Access.Open);
    public static readonly HttpEntry OpenFeed = HttpEntry.For<OpenFeed>(HttpMethods.Post, Web.ShowFeed.Route, Access.Editor);
    public static readonly HttpEntry CloseFeed = HttpEntry.For<CloseFeed>(HttpMethods.Delete, Web.ShowFeed.Route, Access.Editor);

    public static readonly HttpEntry LintStrategy = HttpEntry.For<LintStrategy>(HttpMethods.Post, Web.LintStrategy.Route, Access.Reader);
    public static readonly HttpEntry TryStrategy = HttpEntry.For<TryStrategy>(HttpMethods.Post, Web.TryStrategy.Route, Access.Reader);
    public static readonly HttpEntry SuggestTerms = HttpEntry.For<SuggestTerms>(HttpMethods.Get, Web.SuggestTerms.Route, Access.Reader);

    public static readonly HttpEntry ListSubscriptions = HttpEntry.For<ListSubscriptions>(HttpMethods.Get, Web.AddSubscription.Route, Access.Reader);
    public static readonly HttpEntry AddSubscription = HttpEntry.For<AddSubscription>(HttpMethods.Post, Web.AddSubscription.Route, Access.Editor);
    public static readonly HttpEntry ShowSubscription = HttpEntry.For<ShowSubscription>(HttpMethods.Get, Web.ShowSubscription.Route, Access.Reader);
    public static readonly HttpEntry ChangeSubscription = HttpEntry.For<ChangeSubscription>(HttpMethods.Put, Web.ShowSubscription.Route, Access.Editor);
    public static readonly HttpEntry RemoveSubscription = HttpEntry.For<RemoveSubscription>(HttpMethods.Delete, Web.ShowSubscription.Route, Access.Editor);
    public static readonly HttpEntry ShowSubscriptionHistory = HttpEntry.For<ShowSubscriptionHistory>(HttpMethods.Get, Web.ShowSubscriptionHistory.Route, Access.Reader);
    public static readonly HttpEntry PreviewDigest = HttpEntry.For<PreviewDigest>(HttpMethods.Get, Web.PreviewDigest.Route, Access.Reader);

    public static readonly HttpEntry ListHits = HttpEntry.For<ListHits>(HttpMethods.Get, Web.ListHits.Route, Access.Reader);
    public static readonly HttpEntry ShowDecision = HttpEntry.For<ShowDecision>(HttpMethods.Get, Web.ShowDecision.Route, Access.Reader);
    public static readonly HttpEntry RecordDecision = HttpEntry.For<RecordDecision>(HttpMethods.Put, Web.ShowDecision.Route, Access.Editor);
    public static readonly HttpEntry ListRuns = HttpEntry.For<ListRuns>(HttpMethods.Get, Web.ListRuns.Route, Access.Reader);
    public static readonly HttpEntry ShowRawPage = HttpEntry.For<ShowRawPage>(HttpMethods.Get, Web.ShowRawPage.Route, Access.Reader);
    public static readonly HttpEntry ShowArticle = HttpEntry.For<ShowArticle>(HttpMethods.Get, Web.ShowArticle.Route, Access.Reader);
    public static readonly HttpEntry ShowArticleHistory = HttpEntry.For<ShowArticleHistory>(HttpMethods.Get, Web.ShowArticleHistory.Route, Access.Reader);
    public static readonly HttpEntry WriteArticles = HttpEntry.For<WriteArticles>(HttpMethods.Post, Web.WriteArticles.Route, Access.Reader);
    public static readonly HttpEntry SplitJoinedArticle = HttpEntry.For<SplitJoinedArticle>(HttpMethods.Post, Web.SplitJoinedArticle.Route, Access.Editor);
    public static readonly HttpEntry ListDigests = HttpEntry.For<ListDigests>(HttpMethods.Get, Web.ListDigests.Route, Access.Reader);
    public static readonly HttpEntry ShowDigest = HttpEntry.For<ShowDigest>(HttpMethods.Get, Web.ShowDigest.Route, Access.Reader);
    public static readonly HttpEntry ListMails = HttpEntry.For<ListMails>(HttpMethods.Get, Web.ListMails.Route, Access.Reader);
    public static readonly HttpEntry ResendFrozenDigest = HttpEntry.For<ResendFrozenDigest>(HttpMethods.Post, Web.ResendFrozenDigest.Route, Access.Editor);

    public static readonly HttpEntry AskUnsubscribe = HttpEntry.For<AskUnsubscribe>(HttpMethods.Get, Web.Unsubscribe.Route, Access.Open);
    public static readonly HttpEntry Unsubscribe = HttpEntry.For<Unsubscribe>(HttpMethods.Post, Web.Unsubscribe.Route, Access.Open);
    public static readonly HttpEntry AskConfirm = HttpEntry.For<AskConfirm>(HttpMethods.Get, Web.Confirm.Route, Access.Open);
    public static readonly HttpEntry Confirm = HttpEntry.For<Confirm>(HttpMethods.Post, Web.Confirm.Route, Access.Open);

    public static readonly HttpEntry ListPoison = HttpEntry.For<ListPoison>(HttpMethods.Get, Web.ListPoison.Route, Access.Admin);
    public static readonly HttpEntry RedrivePoison = HttpEntry.For<RedrivePoison>(HttpMethods.Post, Web.RedrivePoison.Route, Access.Admin);
    public static readonly HttpEntry ShowHealth = HttpEntry.For<ShowHealth>(HttpMethods.Get, Web.ShowHealth.Route, Access.Reader);
    public static readonly HttpEntry ShowLiveness = HttpEntry.For<ShowLiveness>(HttpMethods.Get, Web.ShowLiveness.Route, Access.Open);
    public static readonly HttpEntry ShowOpenApi = HttpEntry.For<ShowOpenApi>(HttpMethods.Get, Web.OpenApi.ShowOpenApi.Route, Access.Open);
    public static readonly HttpEntry ShowPage = HttpEntry.For<ShowPage>(HttpMethods.Get, Web.ShowPage.Route, Access.Open);
    public static readonly HttpEntry ShowAsset = HttpEntry.For<ShowAsset>(HttpMethods.Get, Web.ShowAsset.Route, Access.Open);

    /// <summary>The queues that messages may be given up from.</summary>
    public static IReadOnlyList<string> Queues => [.. Entries.OfType<QueueEntry>().Select(entry => entry.Queue)];

    public static IReadOnlyList<Entry> Entries { get; } =
    [
        SweepAlerts, SweepDigests, WatchQueues,
        SearchSource, ReadPage, ComposeDigest, SendEmail, AskRecipient,
        SearchArticles,
        ListAlerts, AddAlert, ShowAlert, ChangeAlert, RemoveAlert, SearchAlertNow, ShowAlertHistory, ShowFeed, OpenFeed, CloseFeed, LintStrategy, TryStrategy, SuggestTerms,
        ListSubscriptions, AddSubscription, ShowSubscription, ChangeSubscription, RemoveSubscription, ShowSubscriptionHistory, PreviewDigest,
        ListHits, ShowDecision, RecordDecision, ListRuns, ShowRawPage, ShowArticle, ShowArticleHistory, WriteArticles, SplitJoinedArticle, ListDigests, ShowDigest, ListMails, ResendFrozenDigest,
        AskUnsubscribe, Unsubscribe, AskConfirm, Confirm, ListPoison, RedrivePoison, ShowHealth, ShowLiveness, ShowOpenApi, ShowPage, ShowAsset,
    ];
}
