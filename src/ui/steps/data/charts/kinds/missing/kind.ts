// Where cells are missing.
import Icon from '@lucide/svelte/icons/square-dashed';
import type { ChartKind } from '../../chart-kind';
import MissingView from './MissingView.svelte';

export const kind: ChartKind = { id: 'missing', place: 6, icon: Icon, view: MissingView };
