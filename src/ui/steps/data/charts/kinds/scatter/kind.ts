// Two numbers, or dates, of each row.
import Icon from '@lucide/svelte/icons/chart-scatter';
import type { ChartKind } from '../../chart-kind';
import ScatterView from './ScatterView.svelte';

export const kind: ChartKind = { id: 'scatter', place: 1, icon: Icon, view: ScatterView };
