// How many rows each level has.
import Icon from '@lucide/svelte/icons/chart-bar-stacked';
import type { ChartKind } from '../../chart-kind';
import BarsView from './BarsView.svelte';

export const kind: ChartKind = { id: 'bars', place: 4, icon: Icon, view: BarsView };
