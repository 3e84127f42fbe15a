// Where Hearth is served. Its hearth.config.json must name this portal's origin.
export const hearth = 'http://app.localhost:4173/';
