// All columns at once: rows that are alike lie close together.
import Icon from '@lucide/svelte/icons/map';
import type { ChartKind } from '../../chart-kind';
import MapView from './MapView.svelte';

export const kind: ChartKind = { id: 'map', place: 7, icon: Icon, view: MapView };
