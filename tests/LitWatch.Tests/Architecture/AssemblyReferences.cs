using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace LitWatch.Tests.Architecture;

/// <summary>
/// Which members each type of an assembly uses: in signatures, attributes and the code of its methods. What the compiler makes of a lambda, an iterator or an
/// async method counts for the type it was written in. Constants are copied by the compiler, so using one leaves no trace.
/// </summary>
internal static class AssemblyReferences
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Each type as written, and all types it uses, as written too.</summary>
    public static IEnumerable<(Type From, Type To)> Of(Assembly assembly) =>
        assembly.GetTypes()
            .Where(type => !IsOfTheCompiler(Outermost(type)))
            .SelectMany(type => Signatures(type).Concat(Methods(type).SelectMany(Used).SelectMany(TypesOf)).SelectMany(Parts).Select(used => (From: Outermost(type), To: Outermost(used))))
            .Where(pair => pair.From != pair.To)
            .Distinct();

    /// <summary>All methods and constructors of a type, its closures' and state machines' too.</summary>
    public static IEnumerable<MethodBase> MethodsWithin(Type type) => Methods(type).Concat(type.GetNestedTypes(All).SelectMany(MethodsWithin));

    /// <summary>The members that the code of <paramref name="method"/> names, in its order.</summary>
    public static IEnumerable<MemberInfo> Used(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = (short)code[at++];
            if (value == 0xFE)
            {
                value = unchecked((short)(0xFE00 | code[at++]));
            }

            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        foreach (var local in method.GetMethodBody()!.LocalVariables)
        {
            yield return local.LocalType;
        }
    }

    /// <summary>The type that was written, where <paramref name="type"/> is nested in it.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsOfTheCompiler(Type type) => type.Namespace is null || type.IsDefined(typeof(CompilerGeneratedAttribute));

    private static IEnumerable<MethodBase> Methods(Type type) => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));

    private static IEnumerable<Type> Signatures(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetFields(All).Select(field => field.FieldType),
        .. type.GetProperties(All).Select(property => property.PropertyType),
        .. Methods(type).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType),
        .. type.GetMethods(All).Select(method => method.ReturnType),
        .. type.GetMembers(All).Append(type).SelectMany(member => member.CustomAttributes).SelectMany(AttributeTypes),
    ];

    private static IEnumerable<Type> AttributeTypes(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().Prepend(attribute.AttributeType);

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => [method.DeclaringType!, .. method.GetGenericArguments()],
        _ => [member.DeclaringType!],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
        : [type];
}
