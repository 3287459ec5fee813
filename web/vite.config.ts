import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What a page sends of an operation is its hash: the build leaves out what each selects, which was a third of the first load. */
const withoutSelections: Plugin = {
  name: 'without-selections',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/gql/graphql.ts')) return null;
    let left = 0;
    const shorter = code.replace(/^(export const \w+ = )(\{"__meta__".*\})( as unknown as .*)$/gm, (_, start: string, json: string, end: string) => {
      const { __meta__, kind, definitions } = JSON.parse(json) as { __meta__: unknown; kind: string; definitions: Record<string, unknown>[] };
      const [{ operation, name }] = definitions as [Record<string, unknown>];
      left++;
      const short = { kind: 'OperationDefinition', operation, name, selectionSet: { kind: 'SelectionSet', selections: [] } };
      return `${start}${JSON.stringify({ __meta__, kind, definitions: [short] })}${end}`;
    });
    if (left === 0) this.error('The generated documents look otherwise: see without-selections in vite.config.ts.');
    return { code: shorter, map: null };
  },
};

// The Host sends "script-src 'self'": nothing may be inlined. cssMinify stays off: it breaks rules of govuk-frontend.
export default defineConfig({
  plugins: [withoutSelections, react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssMinify: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } } },
  // `npx vite` beside a running Host, for work on the pages.
  server: {
    proxy: {
      '/graphql': { target: 'http://127.0.0.1:5080', ws: true },
      '^/(session|api|sign-in|sign-out|account|pages.css)': 'http://127.0.0.1:5080',
    },
  },
});
