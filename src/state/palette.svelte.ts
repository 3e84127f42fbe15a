// Whether the command palette is open. What it can run is the shell's to say.

class Palette {
  open = $state(false);
}

export const palette = new Palette();
