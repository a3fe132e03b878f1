import { foldSigns } from "../../answer/fold.ts";
import type { Matters } from "../../answer/words/own.ts";
import { DAY, type Instant } from "../../kernel/instant.ts";
import type { SocialItem } from "../item.ts";
import { type OwnWords, ownWordsOf } from "./own-words.ts";
import { needsAnswer, type Reason, type SocialClass, type Triage } from "./class.ts";
import * as words from "./words.ts";

/** So many who are named beside us are no friends of hers. */
const MENTIONS_MANY = 4;
const FOLLOWERS_FEW = 20;
const POSTS_MANY = 5_000;
const YOUNG_MS = 30 * DAY;
/** As many readers make a complaint the matter of more than one person. */
const READERS_MANY = 50_000;
const WORDS_SHOWN_MAX = 4;

export type TriageContext = {
  readonly at: Instant;
  /** Names of topics that the brand runs: #周年庆#. */
  readonly campaigns: readonly string[];
  /** The words that tell danger, the house's among them, and the house's of complaint. */
  readonly matters: Matters;
};

type Read = OwnWords & { readonly item: TriagedItem; readonly plain: string };
export type TriagedItem = Pick<SocialItem, "kind" | "text" | "author">;

/**
 * Says what a mention is, and why. Only what a rule knows to need no answer goes without one; a word of trouble or a
 * question outweighs praise, raffle and greeting.
 */
export function triage(item: TriagedItem, context: TriageContext): Triage {
  const own = ownWordsOf(item.text);
  const read: Read = { ...own, item, plain: own.said.replace(words.WELL, " ") };
  const found = classOf(read, context);
  return { ...found, risk: riskOf(found.is, read, context) };
}

type Found = Omit<Triage, "risk">;

function classOf(read: Read, context: TriageContext): Found {
  return (
    rootAlone(read) ??
    emptyRepost(read) ??
    spam(read, context) ??
    published(read, context) ??
    prized(read) ??
    campaign(read, context) ??
    needy(read, context) ??
    praise(read) ??
    hollow(read, context) ??
    chat(read) ??
    is("unclear", reason("nothing_known", []))
  );
}

/** Somebody has reposted it to us; it speaks to others. */
function rootAlone({ item, mentions }: Read): Found | undefined {
  return item.kind === "post" && mentions.length === 0
    ? is("chat", reason("root_without_mention", []))
    : undefined;
}

function emptyRepost({ item, said, repeated }: Read): Found | undefined {
  if (item.kind !== "repost" || repeated === "") return undefined;
  if (words.CAMPAIGN.test(repeated)) return undefined;
  if (said !== "" && !words.NOTHING.test(said)) return undefined;
  return is("copy", reason("repost_without_words", said === "" ? [] : [said]));
}

function spam({ said, item }: Read, { at }: TriageContext): Found | undefined {
  const hits = hitsOf(words.SPAM, said);
  if (hits.length === 0 || !isSuspected(item, at)) return undefined;
  return is("zombie", suspicion(item, at), reason("spam_words", hits));
}

/** A paper's report, a dealer's advertisement: what it reports of is not its own trouble. */
function published({ item, said, spoken, links }: Read, { matters }: TriageContext): Found | undefined {
  const { verified } = item.author;
  const isHouse = verified === "media" || verified === "organisation";
  const news = hitsOf(words.MEDIA, spoken);
  const adverts = hitsOf(words.ADVERT, said);
  if (isHouse && news.length + adverts.length > 0) {
    return is("media", reason(`author_${verified}`, []), reason("media_words", [...news, ...adverts]));
  }
  const complains = words.COMPLAINT.test(said) || matters.complaint(said) !== undefined;
  if (adverts.length > 0 && (adverts.length > 1 || links > 0) && !complains) {
    return is("media", reason("advert_words", adverts));
  }
  return undefined;
}

/** Who has won and waits asks for something, whatever else she writes. */
function prized({ plain }: Read): Found | undefined {
  const hits = hitsOf(words.WON, plain);
  return hits.length === 0 ? undefined : is("request", reason("prize_words", hits));
}

function campaign(read: Read, { campaigns, matters }: TriageContext): Found | undefined {
  const { said, repeated, topics, plain, item, mentions } = read;
  const ours = topics.filter((topic) => campaigns.includes(topic));
  const own = hitsOf(words.CAMPAIGN, said);
  const theirs = item.kind === "repost" ? hitsOf(words.CAMPAIGN, repeated) : [];
  const platform = mentions.filter((name) => words.CAMPAIGN.test(name));
  if (ours.length + own.length + theirs.length + platform.length === 0) return undefined;
  const rest = plain.replace(new RegExp(words.CAMPAIGN, "gu"), " ");
  if (words.COMPLAINT.test(rest) || words.REQUEST.test(rest) || isQuestion(read)) return undefined;
  if ((matters.danger(rest) ?? matters.complaint(rest)) !== undefined) return undefined;
  return is(
    "campaign",
    ...(ours.length > 0 ? [reason("campaign_topic", ours)] : []),
    ...(own.length + platform.length > 0 ? [reason("campaign_words", [...own, ...platform])] : []),
    ...(theirs.length > 0 ? [reason("campaign_reposted", theirs)] : []),
  );
}

function needy(read: Read, { matters }: TriageContext): Found | undefined {
  const { plain, spoken } = read;
  const ironies = hitsOf(words.IRONY, spoken);
  const risk = matters.danger(plain)?.rule;
  const own = matters.complaint(plain)?.words;
  const complaints = [...hitsOf(words.COMPLAINT, plain), ...(own === undefined ? [] : [own])];
  if (ironies.length + complaints.length > 0 || risk !== undefined) {
    return is(
      "complaint",
      ...(risk === undefined ? [] : [reason(risk, [])]),
      ...(complaints.length > 0 ? [reason("complaint_words", complaints)] : []),
      ...(ironies.length > 0 ? [reason("irony", ironies)] : []),
    );
  }
  const requests = hitsOf(words.REQUEST, plain);
  const asks = isQuestion(read);
  if (requests.length === 0 && !asks) return undefined;
  return is(
    "request",
    ...(requests.length > 0 ? [reason("request_words", requests)] : []),
    ...(asks ? [reason("question", [])] : []),
  );
}

function praise({ said }: Read): Found | undefined {
  const hits = hitsOf(words.PRAISE, said);
  return hits.length === 0 ? undefined : is("praise", reason("praise_words", hits));
}

/** Of a suspected account: nothing but names, faces, a greeting. */
function hollow({ item, said, mentions }: Read, { at }: TriageContext): Found | undefined {
  if (!isSuspected(item, at)) return undefined;
  const isHollow = said.length <= 4 || mentions.length >= MENTIONS_MANY || words.NOTHING.test(said);
  return isHollow ? is("zombie", suspicion(item, at), reason("hollow_words", [])) : undefined;
}

function chat({ said, item }: Read): Found | undefined {
  if (said === "") return is(item.kind === "repost" ? "copy" : "chat", reason("no_words", []));
  const greeting = hitsOf(words.GREETING, said);
  if (greeting.length > 0) return is("chat", reason("greeting", greeting));
  const idle = hitsOf(words.IDLE, said);
  return idle.length === 0 ? undefined : is("chat", reason("idle_words", idle));
}

const isQuestion = ({ spoken }: Read): boolean => words.QUESTION.test(spoken);

/** A bought follower looks like one; it is a suspicion, so words of trouble still count. */
function isSuspected({ author }: TriagedItem, at: Instant): boolean {
  const { followers, posts, joinedAt, verified } = author;
  if (verified !== undefined || followers === undefined) return false;
  const isYoung = joinedAt !== undefined && at - joinedAt < YOUNG_MS;
  return followers < FOLLOWERS_FEW && (isYoung || (posts ?? 0) > POSTS_MANY);
}

const suspicion = ({ author }: TriagedItem, at: Instant): Reason =>
  reason("account_suspected", [
    `${author.followers ?? 0}`,
    ...(author.joinedAt === undefined ? [] : [`${Math.floor((at - author.joinedAt) / DAY)}d`]),
  ]);

function riskOf(found: SocialClass, { item, said }: Read, { matters }: TriageContext): Triage["risk"] {
  if (!needsAnswer(found) && found !== "media") return 0;
  if (matters.danger(said) !== undefined) return 3;
  if ((item.author.followers ?? 0) >= READERS_MANY || item.author.verified === "media") return 2;
  return found === "complaint" ? 1 : 0;
}

const is = (found: SocialClass, ...reasons: readonly Reason[]): Found => ({ is: found, reasons });

const reason = (rule: string, found: readonly string[]): Reason => ({
  rule,
  words: [...new Set(found)].slice(0, WORDS_SHOWN_MAX),
});

const hitsOf = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`))]
    .map(([hit]) => hit)
    .filter((hit) => foldSigns(hit) !== "" || hit === "?" || hit === "？");
