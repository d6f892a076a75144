import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { antdCss } from './build/antd-css.ts';

const page = (name: string) => new URL(`./${name}.html`, import.meta.url).pathname;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), antdCss()],
  build: {
    target: 'chrome95',
    cssTarget: 'chrome95',
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: Object.fromEntries(
        ['index', 'sign-in', 'sign-up', 'invitations', 'demo', 'missing'].map((name) => [name, page(name)]),
      ),
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': process.env.API ?? 'http://127.0.0.1:8787' } },
});
