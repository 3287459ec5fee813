using System.ComponentModel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Transport;

/// <summary>The policy, for everybody.</summary>
[QueryRoot]
internal sealed class TransportPolicyQuery(PolicyLooks looks)
{
    [Description("Who is taken to school and how to ask for it, in every language in which it stands; English first.")]
    [Cost(5)]
    public async Task<IReadOnlyList<TransportPolicyText>> TransportPolicy(
        [Description("The language that is read, counted without a name; another than those of the answer counts nothing.")]
            string language = "en",
        CancellationToken cancellation = default
    )
    {
        if (TransportPolicyTexts.All.Any(text => text.Language == language))
            await looks.AddAsync(language, cancellation);
        return TransportPolicyTexts.All;
    }
}
