// How a number lies in each class.
import Icon from '@lucide/svelte/icons/chart-candlestick';
import type { ChartKind } from '../../chart-kind';
import BoxesView from './BoxesView.svelte';

export const kind: ChartKind = { id: 'boxes', place: 3, icon: Icon, view: BoxesView };
