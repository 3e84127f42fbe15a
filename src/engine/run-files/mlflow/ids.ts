// Ids as MLflow writes them, made of this app's: the same project and run have the same ids in every export.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32, of ULIDs

function bitsOf(ulid: string): bigint {
  return Array.from(ulid).reduce((bits, digit) => bits * 32n + BigInt(alphabet.indexOf(digit)), 0n);
}

/** A ULID's 128 bits as 32 hexadecimal digits. */
export function mlflowRunId(ulid: string): string {
  return BigInt.asUintN(128, bitsOf(ulid)).toString(16).padStart(32, '0');
}

/** 18 decimal digits that follow from a ULID; MLflow's own are of that length, and its databases take no letters. */
export function mlflowExperimentId(ulid: string): string {
  const first = 10n ** 17n;
  return String(first + (bitsOf(ulid) % (9n * first)));
}
