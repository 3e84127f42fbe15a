// The run that a person means to register next: chosen in another step, preset in Deploy. Not for the registration itself.

class Registration {
  /** Null: the proposed run, as ever. */
  runId = $state<string | null>(null);
}

export const registration = new Registration();
