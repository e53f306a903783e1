// The hundred pictures that a passphrase may be a story of, and that people sign with on a shared
// phone. They are letters of the phone's own font, so they weigh nothing; each is also said in words
// (the pack's `picture.<key>`). What is stretched into a key is the eight keys with a space between,
// whatever language the phone speaks.

const ALL =
  "sun ☀|moon 🌙|star ⭐|cloud ☁|umbrella ☔|rainbow 🌈|fire 🔥|drop 💧|wave 🌊|mountain 🗻|" +
  "tree 🌳|cactus 🌵|leaf 🍃|sunflower 🌻|rose 🌹|mushroom 🍄|corn 🌽|tomato 🍅|apple 🍎|" +
  "banana 🍌|grapes 🍇|watermelon 🍉|orange 🍊|pineapple 🍍|strawberry 🍓|cherries 🍒|pear 🍐|" +
  "bread 🍞|egg 🍳|cake 🎂|ice_cream 🍦|cup ☕|dog 🐶|cat 🐱|mouse 🐭|rabbit 🐰|bear 🐻|tiger 🐯|" +
  "cow 🐮|pig 🐷|frog 🐸|monkey 🐵|hen 🐔|chick 🐤|penguin 🐧|bird 🐦|horse 🐴|sheep 🐑|goat 🐐|" +
  "elephant 🐘|snake 🐍|turtle 🐢|fish 🐟|whale 🐳|octopus 🐙|snail 🐌|ant 🐜|bee 🐝|ladybird 🐞|" +
  "camel 🐫|crocodile 🐊|shell 🐚|house 🏠|church ⛪|tent ⛺|boat ⛵|car 🚗|bus 🚌|train 🚂|" +
  "bicycle 🚲|plane ✈|rocket 🚀|anchor ⚓|clock ⏰|bell 🔔|key 🔑|hammer 🔨|scissors ✂|" +
  "pencil ✏|book 📖|letter ✉|bulb 💡|radio 📻|guitar 🎸|trumpet 🎺|violin 🎻|ball ⚽|die 🎲|" +
  "balloon 🎈|gift 🎁|crown 👑|hat 👒|shoe 👞|shirt 👕|glasses 👓|bag 👜|heart ❤|hand ✋|ring 💍|" +
  "flag 🚩";

export interface Picture {
  readonly key: string;
  readonly sign: string;
}

export const PICTURES: readonly Picture[] = ALL.split("|").map((each) => {
  const [key = "", sign = ""] = each.split(" ");
  return { key, sign };
});

export const KEYS: readonly string[] = PICTURES.map((each) => each.key);

export const signOf = (key: string): string =>
  PICTURES.find((each) => each.key === key)?.sign ?? "";
