import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The Host sends "script-src 'self'": nothing may be inlined. cssMinify stays off: it breaks rules of govuk-frontend.
export default defineConfig({
  plugins: [react()],
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
