import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
/** Where `npm run web:dev` finds a running Lynk. */
const LYNK = 'http://127.0.0.1:4000';

export default defineConfig({
  root: ROOT,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Nothing as a data: address: the content security policy names our own origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { target: LYNK, ws: true, changeOrigin: true },
      '/blobs': { target: LYNK, changeOrigin: true },
    },
  },
});
