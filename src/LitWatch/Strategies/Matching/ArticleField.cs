using System.Globalization;

namespace LitWatch.Strategies.Matching;

/// <summary>The name of a place in an article, put together only when it is shown: <c>title</c>, <c>abstract[2].label</c>, <c>mesh[0]</c>.</summary>
/// <param name="Index">-1 in a field that is no list.</param>
internal readonly record struct ArticleField(string List, int Index = -1, string Member = "")
{
    public override string ToString() => Index < 0 ? List : string.Create(CultureInfo.InvariantCulture, $"{List}[{Index}]{Member}");
}
