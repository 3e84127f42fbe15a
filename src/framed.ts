// Mounts the app as it is framed, and gives its host a port to it.
import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import { clients } from './client/workers/clients';
import { reloadOnceForMissingParts } from './client/offline/reload-once';
import { passEntry } from './embed/entry';
import { answerHost } from './embed/frame/answer-host';
import { acceptHost } from './embed/frame/handshake';
import { reportHeight } from './embed/frame/report-height';
import { lookFrom } from './embed/look';
import { keepAccent } from './embed/show-accent';
import { locale } from './state/app/locale.svelte';
import { OfferedModels } from './state/embed/offered-models';
import { offline } from './state/offline/offline.svelte';
import { theme } from './state/app/theme.svelte';
import { onPrediction } from './state/app/prediction-events';
import EmbedApp from './ui/embed/EmbedApp.svelte';

async function start(): Promise<void> {
  const look = lookFrom(location.search);
  const entry = await passEntry(look.locale);
  if (entry === 'refused') return;
  const target = document.getElementById('app');
  if (entry === 'open' && target) {
    locale.begin(look.locale);
    theme.begin(look.theme);
    if (look.accent) keepAccent(look.accent);
    reloadOnceForMissingParts();
    mount(EmbedApp, { target, props: { onshown: () => void offline.begin() } });
  }
  const parentOrigin = location.ancestorOrigins?.[0];
  if (parentOrigin !== undefined)
    acceptHost({
      frame: window,
      parentOrigin,
      refusal: entry === 'open' ? null : 'storage_unusable',
      onPort: (port) => serve(port, target ?? document.body),
    });
}

function serve(port: MessagePort, content: Element): void {
  const channel = answerHost(port, new OfferedModels(), clients.engine);
  onPrediction((model, prediction) => channel.emit('prediction', { model, ...prediction }));
  reportHeight(content, (height) => channel.emit('resize', { height }));
}

void start();
