// Several numbers against each other.
import Icon from '@lucide/svelte/icons/grid-2x2';
import type { ChartKind } from '../../chart-kind';
import PairsView from './PairsView.svelte';

export const kind: ChartKind = { id: 'pairs', place: 2, icon: Icon, view: PairsView };
