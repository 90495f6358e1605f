import type { Aspect, Known, Service } from '../catalogue/index.ts';
import type { Question } from '../question.ts';
import { answerService } from '../replies/service.ts';
import type { Scene, Step } from '../scene.ts';
import { onlyNumber } from '../understand/facts.ts';
import { namesNothing } from '../understand/phrasing.ts';
import { factsOf, pick, sectionFacts } from './case.ts';

/** A message this short that tells a case of the service ("how about a car?") goes on about it. */
const SHORT = 28;
/** Above this, a message is surely about what it names. */
const SURE = 0.8;

/** Goes on about the service of the conversation: "and how long?", "ចុះឯកសារ?", "how about a car?". */
export const follow: Step = (scene) => {
  const { conversation, heard, knowledge } = scene;
  const service = conversation.service ? knowledge.service(conversation.service) : undefined;
  const question = heard?.questions[0];
  if (service?.status !== 'active' || !heard || !question) return undefined;
  const told = toldOf(scene, service);
  if (!goesOn(scene, service, question, told)) return undefined;
  const asked =
    question.aspects.length > 0 && (question.cued || !tells(told))
      ? question.aspects
      : affected(service, conversation.aspect, told);
  return answerService(scene, service, asked, { ...conversation.known, ...told }, question.confidence);
};

/** What the message tells of the case; a bare number is a new value of the one quantity that was spoken of ("and 350?"). */
function toldOf({ heard, conversation }: Scene, service: Service): Known {
  const told = pick(heard?.known ?? {}, factsOf(service));
  const quantitiesKnown = Object.entries(conversation.known).filter(([, value]) => typeof value === 'number');
  const [quantity] = quantitiesKnown;
  const number = onlyNumber(heard?.text ?? '');
  if (tells(told) || quantitiesKnown.length !== 1 || !quantity || number === undefined) return told;
  return { [quantity[0]]: number };
}

const tells = (told: Known): boolean => Object.keys(told).length > 0;

function goesOn(
  { heard, knowledge }: Scene,
  service: Service,
  { meaning, aspects, confidence }: Question,
  told: Known,
): boolean {
  const text = heard?.text ?? '';
  const facts = knowledge.catalogue.facts.filter(({ id }) => factsOf(service).has(id));
  if (meaning.kind === 'intent') return false;
  if (namesNothing(knowledge.phrasing, facts, text)) return aspects.length > 0 || tells(told);
  const tellsCase = tells(told) && [...text].length <= SHORT;
  switch (meaning.kind) {
    case 'follow-up':
      return true;
    case 'choices':
      return tellsCase || (meaning.services.includes(service.id) && aspects.length > 0);
    case 'service':
      return meaning.service !== service.id && tellsCase && confidence < SURE;
    case 'nothing':
      return tellsCase;
  }
}

/** What a told fact changes: the aspect spoken of where it depends on the fact, else the fee. */
function affected(service: Service, aspect: Aspect | undefined, told: Known): Aspect[] {
  if (!tells(told)) return aspect ? [aspect] : [];
  const depends =
    aspect !== undefined && Object.keys(told).some((fact) => sectionFacts(service, aspect).has(fact));
  return [depends ? aspect : 'fee'];
}
