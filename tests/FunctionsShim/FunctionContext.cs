namespace Microsoft.Azure.Functions.Worker;

/// <summary>To be received, not derived from: the real class has further abstract members.</summary>
public abstract class FunctionContext
{
    private protected FunctionContext()
    {
    }

    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract IDictionary<object, object> Items { get; set; }

    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
