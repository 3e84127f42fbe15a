// Whether the page is too narrow for a column of steps at its side.
import { MediaQuery } from 'svelte/reactivity';

/** As the styles of the frame and the rail say it. */
export const narrow = new MediaQuery('max-width: 860px');
