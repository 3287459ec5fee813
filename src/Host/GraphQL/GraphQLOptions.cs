namespace Attendance.Host.GraphQL;

/// <summary>
/// What one GraphQL operation may ask, judged before anything runs. Section "GraphQL" of the configuration. The defaults leave the widest page
/// about twice the room that it needs; each is far below what hurts. Source: PROMISES 3c.
/// </summary>
internal sealed class GraphQLOptions
{
    /// <summary>UTF-8 bytes of the document. Default 32 KiB; the widest page's document has about 6.</summary>
    public int MaxDocumentBytes { get; set; } = 32 * 1024;

    /// <summary>Tokens of the document. Default 2,000.</summary>
    public int MaxTokens { get; set; } = 2_000;

    /// <summary>How deep the parser may nest, in nodes of the syntax tree, so that no stack overflows. Default 40: introspection as tools send it needs 34.</summary>
    public int MaxParserDepth { get; set; } = 40;

    /// <summary>Fields inside fields, fragments included. Default 12.</summary>
    public int MaxDepth { get; set; } = 12;

    /// <summary>Cost of the operation (see CostAttribute), lists multiplied by their page size. Default 1,000.</summary>
    public int MaxCost { get; set; } = 1_000;

    /// <summary>Fields at the top, aliases included. Default 12.</summary>
    public int MaxRootFields { get; set; } = 12;

    /// <summary>Aliases in the document: the cheap way to guess many ids in one request. Default 30.</summary>
    public int MaxAliases { get; set; } = 30;

    /// <summary>How often one response name may stand in one selection. Default 10.</summary>
    public int MaxDuplicates { get; set; } = 10;

    /// <summary>Directives on one field, fragment or operation. Default 5.</summary>
    public int MaxDirectives { get; set; } = 5;

    /// <summary>Fields after fragments are spread out. Default 1,000: fragments that spread fragments grow without it.</summary>
    public int MaxFields { get; set; } = 1_000;

    /// <summary>Largest <c>first</c>. Default 100.</summary>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>What a list without <c>first</c> is taken to hold when the cost is reckoned. Default 5.</summary>
    public int AssumedListLength { get; set; } = 5;

    /// <summary>Bytes of a POST's body, variables included. Default 256 KiB.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>How long an operation may run. Default 30 seconds: everything that people look at answers within one.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True: a person who is signed in by cookie may ask only the documents of the pages, by their ids; keys and tokens ask what they like. Default false, so that an
    /// authority's own page can be tried; set it in production.
    /// </summary>
    public bool OnlyPersisted { get; set; }

    /// <summary>Subscriptions and the connections that carry them.</summary>
    public Live.LiveOptions Live { get; set; } = new();
}
