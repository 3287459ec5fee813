import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: 'src/queries/*.graphql',
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
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
