/** What Messenger allows, and the page of developers.facebook.com/documentation/business-messaging/messenger-platform that says so. */
export const LIMITS = {
  /** …/reference/send-api: `message.text`; counted here in UTF-16 units, which are never fewer than characters. */
  text: 2_000,
  /** …/reference/send-api: `message.metadata`, `payload` of a quick reply, a button and a menu item. */
  payload: 1_000,
  /** …/send-messages/quick-replies */
  quickReplies: 13,
  /** …/send-messages/quick-replies, …/send-messages/buttons */
  label: 20,
  /** …/send-messages/template/button */
  buttons: 3,
  buttonText: 640,
  /** …/send-messages/template/generic */
  cards: 10,
  cardTitle: 80,
  /** …/send-messages/persistent-menu */
  menuItems: 20,
  menuTitle: 30,
  /** …/reference/messenger-profile-api/greeting */
  greeting: 160,
  /** …/reference/messenger-profile-api/ice-breakers; the length is what phones show of a question. */
  iceBreakers: 4,
  iceBreaker: 80,
  /** …/overview/rate-limiting: calls a second for text, per Page. */
  callsPerSecond: 300,
} as const;
