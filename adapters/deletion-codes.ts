import { createHmac, timingSafeEqual } from 'node:crypto';

/** Confirmation codes of deletion requests. Each says when it was given and proves it: nothing is kept of a request. */
export interface DeletionCodes {
  readonly give: (at: Date) => string;
  /** When the code was given; undefined for a code that we did not give. */
  readonly read: (code: string) => Date | undefined;
}

/** Milliseconds in base 36, which has nine digits until the year 5188, and 96 bits of proof. */
const CODE = /^([0-9a-z]{9})([0-9a-f]{24})$/;

export function deletionCodes(secret: string): DeletionCodes {
  const proof = (time: string): string =>
    createHmac('sha256', secret).update(`data-deletion ${time}`).digest('hex').slice(0, 24);
  return {
    give: (at) => {
      const time = at.getTime().toString(36).padStart(9, '0');
      return time + proof(time);
    },
    read: (code) => {
      const [, time, given] = CODE.exec(code) ?? [];
      if (time === undefined || given === undefined) return undefined;
      const isOurs = timingSafeEqual(Buffer.from(given), Buffer.from(proof(time)));
      return isOurs ? new Date(Number.parseInt(time, 36)) : undefined;
    },
  };
}
