import { khnormal } from 'khmer-normalizer';

/** Are the marks of every Khmer syllable in the order that SIL's normaliser gives (Unicode L2/22-290)? */
export const inCanonicalOrder = (text: string): boolean => khnormal(text) === text;
