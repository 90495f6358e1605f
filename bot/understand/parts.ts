/** Where one question may end and the next begin: sentence marks, line ends, and the words for "and". */
const SEAM =
  /[?!។៕\n;]+|\s+(?:and|also|hz|hery|haey|hery|nig|ning)\s+|(?:ហើយនិង|ហើយ(?=តើ|ត្រូវ|ចំណាយ|អស់|ទៅ|ប៉ុន្មាន|យូរ|ឯកសារ)|និង(?=តើ|ត្រូវ|ចំណាយ|អស់|ប៉ុន្មាន|យូរ|ឯកសារ|រយៈពេល|តម្លៃ|ធ្វើនៅ))/iu;
const SHORTEST = 4;

/** The parts of a message that could be questions of their own. */
export function partsOf(text: string): string[] {
  return text
    .slice(0, 2_048)
    .split(SEAM)
    .map((part) => part.trim())
    .filter((part) => part.length >= SHORTEST);
}
