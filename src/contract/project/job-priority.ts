// Which jobs go first. Apart from the record's schema, so that the data worker's first work needs no schemas.

/** Work that a person waits for goes before work that the app does by itself. */
export const jobPriority = { person: 1, background: 0 } as const;
