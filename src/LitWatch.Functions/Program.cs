using LitWatch;
using LitWatch.Functions;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
TimerTicks.Check(builder.Configuration);
builder.Services.AddLitWatch(builder.Configuration).AddMonitoring(builder.Configuration);
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = HttpGate.MaxBodyBytes);
// Only then does the platform set who calls, and takes away what callers claim to be.
builder.Services.PostConfigure<WebOptions>(options => options.TrustPrincipal = builder.Configuration.GetValue<bool>("WEBSITE_AUTH_ENABLED"));
// The queue triggers name their queues as constants: a prefix would make them listen elsewhere than LitWatch sends.
builder.Services.AddOptions<StorageOptions>().Validate(options => options.Prefix.Length == 0, "Storage:Prefix must be empty in Azure Functions.");
builder.Build().Run();
