import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: 'src/queries/*.graphql',
  generates: {
    'src/gql/': {
      preset: 'client',
      // The Host embeds persisted-documents.json; what the pages send is the hash. What urql's cache would add to a document must be in it before.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          Date: 'string',
          Instant: 'string',
          Laestab: 'string',
          SchoolYear: 'string',
          Upn: 'string',
          Long: 'number',
          Decimal: 'number',
        },
      },
    },
  },
};

export default config;
