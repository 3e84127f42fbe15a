// Mounts the app, where it may be shown.
import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import { reloadOnceForMissingParts } from './client/offline/reload-once';
import { passEntry } from './embed/entry';
import './state/offline/installing.svelte';
import { locale } from './state/app/locale.svelte';
import { offline } from './state/offline/offline.svelte';
import { theme } from './state/app/theme.svelte';
import App from './ui/shell/App.svelte';

async function start(): Promise<void> {
  if ((await passEntry(null)) !== 'open') return;
  reloadOnceForMissingParts();
  locale.begin();
  theme.begin();
  const target = document.getElementById('app');
  if (!target) throw new Error('index.html has no #app');
  mount(App, { target, props: { onshown: () => void offline.begin() } });
}

void start();
