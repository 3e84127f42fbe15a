// How columns go together, pair by pair.
import Icon from '@lucide/svelte/icons/grid-3x3';
import type { ChartKind } from '../../chart-kind';
import AssociationsView from './AssociationsView.svelte';

export const kind: ChartKind = { id: 'associations', place: 0, icon: Icon, view: AssociationsView };
