// The scenarios that the first picture shows, with what it says of them; the others are fetched when they are asked for.
import type { Component } from 'svelte';
import BirdStrikes from '../../../scenarios/bird-strikes/Picture.svelte';
import Credit from '../../../scenarios/credit/Picture.svelte';
import Digits from '../../../scenarios/digits/Picture.svelte';
import type { ScenarioId } from '../../../contract/project/scenario';
import { m } from '../../../i18n/paraglide/messages.js';

/** In the gallery's order. */
export const firstScenarios: readonly { id: ScenarioId; text: () => string; picture: Component }[] = [
  { id: 'digits', text: m.scenario_digits_text, picture: Digits },
  { id: 'credit', text: m.scenario_credit_text, picture: Credit },
  { id: 'bird-strikes', text: m.scenario_bird_strikes_text, picture: BirdStrikes },
];
