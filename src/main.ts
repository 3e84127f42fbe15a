// Mounts the app.
import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import './state/locale.svelte';
import './state/theme.svelte';
import { reloadOnceForMissingParts } from './client/reload-once';
import './state/installing.svelte';
import { offline } from './state/offline.svelte';
import App from './ui/shell/App.svelte';

reloadOnceForMissingParts();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { onshown: () => void offline.begin() } });
