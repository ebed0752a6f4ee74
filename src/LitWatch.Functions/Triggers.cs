using LitWatch.Alerts;
using LitWatch.Digests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LitWatch.Functions;

/// <summary>The pipeline's entries as Azure Functions: bindings only, one expression an entry. <paramref name="services"/> is the invocation's scope.</summary>
public sealed class Triggers(IServiceProvider services)
{
    [Function(nameof(SweepAlerts))]
    public Task SweepAlerts([TimerTrigger(Alerts.SweepAlerts.Schedule)] TimerInfo timer, CancellationToken cancellationToken) =>
        services.TickAsync(Pipeline.SweepAlerts, timer, cancellationToken);

    [Function(nameof(SweepDigests))]
    public Task SweepDigests([TimerTrigger(Digests.SweepDigests.Schedule)] TimerInfo timer, CancellationToken cancellationToken) =>
        services.TickAsync(Pipeline.SweepDigests, timer, cancellationToken);

    [Function(nameof(WatchQueues))]
    public Task WatchQueues([TimerTrigger(Web.WatchQueues.Schedule)] TimerInfo timer, CancellationToken cancellationToken) =>
        services.TickAsync(Pipeline.WatchQueues, timer, cancellationToken);

    [Function(nameof(SearchSource))]
    public Task SearchSource([QueueTrigger(SourceSearch.Queue)] BinaryData message, CancellationToken cancellationToken) =>
        Pipeline.SearchSource.RunAsync(services, message, cancellationToken);

    [Function(nameof(ReadPage))]
    public Task ReadPage([QueueTrigger(PageDue.Queue)] BinaryData message, CancellationToken cancellationToken) =>
        Pipeline.ReadPage.RunAsync(services, message, cancellationToken);

    [Function(nameof(ComposeDigest))]
    public Task ComposeDigest([QueueTrigger(DigestDue.Queue)] BinaryData message, CancellationToken cancellationToken) =>
        Pipeline.ComposeDigest.RunAsync(services, message, cancellationToken);

    [Function(nameof(SendEmail))]
    public Task SendEmail([QueueTrigger(EmailDue.Queue)] BinaryData message, CancellationToken cancellationToken) =>
        Pipeline.SendEmail.RunAsync(services, message, cancellationToken);

    [Function(nameof(AskRecipient))]
    public Task AskRecipient([QueueTrigger(RecipientAwaited.Queue)] BinaryData message, CancellationToken cancellationToken) =>
        Pipeline.AskRecipient.RunAsync(services, message, cancellationToken);

    [Function(nameof(SearchArticles))]
    public Task<IResult> SearchArticles([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.SearchArticles.Route)] HttpRequest request) =>
        Pipeline.SearchArticles.RunAsync(services, request);

    [Function(nameof(ListAlerts))]
    public Task<IResult> ListAlerts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.AddAlert.Route)] HttpRequest request) =>
        Pipeline.ListAlerts.RunAsync(services, request);

    [Function(nameof(AddAlert))]
    public Task<IResult> AddAlert([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.AddAlert.Route)] HttpRequest request) =>
        Pipeline.AddAlert.RunAsync(services, request);

    [Function(nameof(ShowAlert))]
    public Task<IResult> ShowAlert([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowAlert.Route)] HttpRequest request) =>
        Pipeline.ShowAlert.RunAsync(services, request);

    [Function(nameof(ChangeAlert))]
    public Task<IResult> ChangeAlert([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Web.ShowAlert.Route)] HttpRequest request) =>
        Pipeline.ChangeAlert.RunAsync(services, request);

    [Function(nameof(RemoveAlert))]
    public Task<IResult> RemoveAlert([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Web.ShowAlert.Route)] HttpRequest request) =>
        Pipeline.RemoveAlert.RunAsync(services, request);

    [Function(nameof(SearchAlertNow))]
    public Task<IResult> SearchAlertNow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.SearchAlertNow.Route)] HttpRequest request) =>
        Pipeline.SearchAlertNow.RunAsync(services, request);

    [Function(nameof(ShowAlertHistory))]
    public Task<IResult> ShowAlertHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowAlertHistory.Route)] HttpRequest request) =>
        Pipeline.ShowAlertHistory.RunAsync(services, request);

    [Function(nameof(ShowFeed))]
    public Task<IResult> ShowFeed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowFeed.Route)] HttpRequest request) =>
        Pipeline.ShowFeed.RunAsync(services, request);

    [Function(nameof(OpenFeed))]
    public Task<IResult> OpenFeed([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.ShowFeed.Route)] HttpRequest request) =>
        Pipeline.OpenFeed.RunAsync(services, request);

    [Function(nameof(CloseFeed))]
    public Task<IResult> CloseFeed([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Web.ShowFeed.Route)] HttpRequest request) =>
        Pipeline.CloseFeed.RunAsync(services, request);

    [Function(nameof(LintStrategy))]
    public Task<IResult> LintStrategy([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.LintStrategy.Route)] HttpRequest request) =>
        Pipeline.LintStrategy.RunAsync(services, request);

    [Function(nameof(TryStrategy))]
    public Task<IResult> TryStrategy([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.TryStrategy.Route)] HttpRequest request) =>
        Pipeline.TryStrategy.RunAsync(services, request);

    [Function(nameof(SuggestTerms))]
    public Task<IResult> SuggestTerms([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.SuggestTerms.Route)] HttpRequest request) =>
        Pipeline.SuggestTerms.RunAsync(services, request);

    [Function(nameof(ListSubscriptions))]
    public Task<IResult> ListSubscriptions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.AddSubscription.Route)] HttpRequest request) =>
        Pipeline.ListSubscriptions.RunAsync(services, request);

    [Function(nameof(AddSubscription))]
    public Task<IResult> AddSubscription([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.AddSubscription.Route)] HttpRequest request) =>
        Pipeline.AddSubscription.RunAsync(services, request);

    [Function(nameof(ShowSubscription))]
    public Task<IResult> ShowSubscription([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowSubscription.Route)] HttpRequest request) =>
        Pipeline.ShowSubscription.RunAsync(services, request);

    [Function(nameof(ChangeSubscription))]
    public Task<IResult> ChangeSubscription([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Web.ShowSubscription.Route)] HttpRequest request) =>
        Pipeline.ChangeSubscription.RunAsync(services, request);

    [Function(nameof(RemoveSubscription))]
    public Task<IResult> RemoveSubscription([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Web.ShowSubscription.Route)] HttpRequest request) =>
        Pipeline.RemoveSubscription.RunAsync(services, request);

    [Function(nameof(ShowSubscriptionHistory))]
    public Task<IResult> ShowSubscriptionHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowSubscriptionHistory.Route)] HttpRequest request) =>
        Pipeline.ShowSubscriptionHistory.RunAsync(services, request);

    [Function(nameof(PreviewDigest))]
    public Task<IResult> PreviewDigest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.PreviewDigest.Route)] HttpRequest request) =>
        Pipeline.PreviewDigest.RunAsync(services, request);

    [Function(nameof(ListHits))]
    public Task<IResult> ListHits([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ListHits.Route)] HttpRequest request) =>
        Pipeline.ListHits.RunAsync(services, request);

    [Function(nameof(ShowDecision))]
    public Task<IResult> ShowDecision([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowDecision.Route)] HttpRequest request) =>
        Pipeline.ShowDecision.RunAsync(services, request);

    [Function(nameof(RecordDecision))]
    public Task<IResult> RecordDecision([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Web.ShowDecision.Route)] HttpRequest request) =>
        Pipeline.RecordDecision.RunAsync(services, request);

    [Function(nameof(ListRuns))]
    public Task<IResult> ListRuns([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ListRuns.Route)] HttpRequest request) =>
        Pipeline.ListRuns.RunAsync(services, request);

    [Function(nameof(ShowRawPage))]
    public Task<IResult> ShowRawPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowRawPage.Route)] HttpRequest request) =>
        Pipeline.ShowRawPage.RunAsync(services, request);

    [Function(nameof(ShowArticle))]
    public Task<IResult> ShowArticle([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowArticle.Route)] HttpRequest request) =>
        Pipeline.ShowArticle.RunAsync(services, request);

    [Function(nameof(ShowArticleHistory))]
    public Task<IResult> ShowArticleHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowArticleHistory.Route)] HttpRequest request) =>
        Pipeline.ShowArticleHistory.RunAsync(services, request);

    [Function(nameof(WriteArticles))]
    public Task<IResult> WriteArticles([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.WriteArticles.Route)] HttpRequest request) =>
        Pipeline.WriteArticles.RunAsync(services, request);

    [Function(nameof(SplitJoinedArticle))]
    public Task<IResult> SplitJoinedArticle([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.SplitJoinedArticle.Route)] HttpRequest request) =>
        Pipeline.SplitJoinedArticle.RunAsync(services, request);

    [Function(nameof(ListDigests))]
    public Task<IResult> ListDigests([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ListDigests.Route)] HttpRequest request) =>
        Pipeline.ListDigests.RunAsync(services, request);

    [Function(nameof(ShowDigest))]
    public Task<IResult> ShowDigest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowDigest.Route)] HttpRequest request) =>
        Pipeline.ShowDigest.RunAsync(services, request);

    [Function(nameof(ListMails))]
    public Task<IResult> ListMails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ListMails.Route)] HttpRequest request) =>
        Pipeline.ListMails.RunAsync(services, request);

    [Function(nameof(ResendFrozenDigest))]
    public Task<IResult> ResendFrozenDigest([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.ResendFrozenDigest.Route)] HttpRequest request) =>
        Pipeline.ResendFrozenDigest.RunAsync(services, request);

    [Function(nameof(AskUnsubscribe))]
    public Task<IResult> AskUnsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.Unsubscribe.Route)] HttpRequest request) =>
        Pipeline.AskUnsubscribe.RunAsync(services, request);

    [Function(nameof(Unsubscribe))]
    public Task<IResult> Unsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.Unsubscribe.Route)] HttpRequest request) =>
        Pipeline.Unsubscribe.RunAsync(services, request);

    [Function(nameof(AskConfirm))]
    public Task<IResult> AskConfirm([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.Confirm.Route)] HttpRequest request) =>
        Pipeline.AskConfirm.RunAsync(services, request);

    [Function(nameof(Confirm))]
    public Task<IResult> Confirm([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.Confirm.Route)] HttpRequest request) =>
        Pipeline.Confirm.RunAsync(services, request);

    [Function(nameof(ListPoison))]
    public Task<IResult> ListPoison([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ListPoison.Route)] HttpRequest request) =>
        Pipeline.ListPoison.RunAsync(services, request);

    [Function(nameof(RedrivePoison))]
    public Task<IResult> RedrivePoison([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Web.RedrivePoison.Route)] HttpRequest request) =>
        Pipeline.RedrivePoison.RunAsync(services, request);

    [Function(nameof(ShowHealth))]
    public Task<IResult> ShowHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowHealth.Route)] HttpRequest request) =>
        Pipeline.ShowHealth.RunAsync(services, request);

    [Function(nameof(ShowLiveness))]
    public Task<IResult> ShowLiveness([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowLiveness.Route)] HttpRequest request) =>
        Pipeline.ShowLiveness.RunAsync(services, request);

    [Function(nameof(ShowOpenApi))]
    public Task<IResult> ShowOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.OpenApi.ShowOpenApi.Route)] HttpRequest request) =>
        Pipeline.ShowOpenApi.RunAsync(services, request);

    [Function(nameof(ShowPage))]
    public Task<IResult> ShowPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowPage.Route)] HttpRequest request) =>
        Pipeline.ShowPage.RunAsync(services, request);

    [Function(nameof(ShowAsset))]
    public Task<IResult> ShowAsset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Web.ShowAsset.Route)] HttpRequest request) =>
        Pipeline.ShowAsset.RunAsync(services, request);
}
