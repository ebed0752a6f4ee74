using Microsoft.AspNetCore.Components;

namespace LitWatch.Digests.Mail;

/// <summary>A component that is nothing but the fragment it is given: what <c>HtmlRenderer</c> can be asked to render.</summary>
internal sealed class Rendered : ComponentBase
{
    [Parameter]
    public RenderFragment? Content { get; set; }

    protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddContent(0, Content);
}
