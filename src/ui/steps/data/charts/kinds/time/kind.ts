// Rows, or a number, over time.
import Icon from '@lucide/svelte/icons/chart-line';
import type { ChartKind } from '../../chart-kind';
import TimeView from './TimeView.svelte';

export const kind: ChartKind = { id: 'time', place: 5, icon: Icon, view: TimeView };
