// The commands of @redis/client: their words, what they take, what they give.
//
// A line is `name WORDS parameters reply`. Parameters: `k` text or bytes, `n`
// a number, `v` text, bytes or a number, `*` one or several texts, `o` options
// read by a function below under the command's name, `?` before one that can
// be left out. The reply's name is one of `replies.js`, or nothing.

import { OPTIONS } from "./options.js";
import { TRANSFORMS } from "./replies.js";

const TABLE = `
append APPEND kk
bitCount BITCOUNT k?o
bitOp BITOP kk*
bitPos BITPOS kn?n?n
blMove BLMOVE kkkkn
blPop BLPOP *n popped
brPop BRPOP *n popped
bzPopMax BZPOPMAX *n poppedMember
bzPopMin BZPOPMIN *n poppedMember
copy COPY kk?o
dbSize DBSIZE
decr DECR k
decrBy DECRBY kn
del DEL *
echo ECHO k
eval EVAL ko
exists EXISTS *
expire EXPIRE kn?k
expireAt EXPIREAT kv?k
expireTime EXPIRETIME k
flushAll FLUSHALL ?k
flushDb FLUSHDB ?k
get GET k
getBit GETBIT kn
getDel GETDEL k
getEx GETEX ko
getRange GETRANGE knn
getSet GETSET kv
hDel HDEL k*
hExists HEXISTS kk
hGet HGET kk
hGetAll HGETALL k object
hIncrBy HINCRBY kkn
hIncrByFloat HINCRBYFLOAT kkn
hKeys HKEYS k
hLen HLEN k
hmGet HMGET k*
hRandField HRANDFIELD k
hScan HSCAN kv?o entries
hSet HSET ko
hSetNX HSETNX kkv
hStrLen HSTRLEN kk
hVals HVALS k
incr INCR k
incrBy INCRBY kn
incrByFloat INCRBYFLOAT kn
info INFO ?k
keys KEYS k
lastSave LASTSAVE
lIndex LINDEX kn
lInsert LINSERT kkkk
lLen LLEN k
lMove LMOVE kkkk
lPop LPOP k
lPopCount LPOP kn
lPos LPOS kk
lPush LPUSH k*
lPushX LPUSHX k*
lRange LRANGE knn
lRem LREM knk
lSet LSET knk
lTrim LTRIM knn
mGet MGET *
mSet MSET o
mSetNX MSETNX o
objectEncoding OBJECT|ENCODING k
objectFreq OBJECT|FREQ k
objectIdleTime OBJECT|IDLETIME k
persist PERSIST k
pExpire PEXPIRE kn?k
pExpireAt PEXPIREAT kv?k
pExpireTime PEXPIRETIME k
ping PING ?k
pSetEx PSETEX knv
pTTL PTTL k
publish PUBLISH kk
randomKey RANDOMKEY
rename RENAME kk
renameNX RENAMENX kk
rPop RPOP k
rPopCount RPOP kn
rPopLPush RPOPLPUSH kk
rPush RPUSH k*
rPushX RPUSHX k*
sAdd SADD k*
scan SCAN v?o keys
sCard SCARD k
sDiff SDIFF *
sDiffStore SDIFFSTORE k*
set SET kv?o
setBit SETBIT knn
setEx SETEX knv
setNX SETNX kv
setRange SETRANGE knk
sInter SINTER *
sInterStore SINTERSTORE k*
sIsMember SISMEMBER kk
sMembers SMEMBERS k
smIsMember SMISMEMBER k*
sMove SMOVE kkk
sPop SPOP k
sPopCount SPOP kn
sRandMember SRANDMEMBER k
sRandMemberCount SRANDMEMBER kn
sRem SREM k*
sScan SSCAN kv?o listed
strLen STRLEN k
sUnion SUNION *
sUnionStore SUNIONSTORE k*
time TIME
touch TOUCH *
ttl TTL k
type TYPE k
unlink UNLINK *
unwatch UNWATCH
watch WATCH *
sPublish SPUBLISH kk
xAck XACK kk*
xAdd XADD kko
xDel XDEL k*
xGroupCreate XGROUP|CREATE kkko
xLen XLEN k
xRange XRANGE kkk?o messages
xRead XREAD o streams
xReadGroup XREADGROUP o streams
xRevRange XREVRANGE kkk?o messages
zAdd ZADD ko
zCard ZCARD k
zCount ZCOUNT kvv
zIncrBy ZINCRBY knk double
zmScore ZMSCORE k* doubles
zPopMax ZPOPMAX k member
zPopMaxCount ZPOPMAX kn members
zPopMin ZPOPMIN k member
zPopMinCount ZPOPMIN kn members
zRange ZRANGE kvv?o
zRangeByScore ZRANGEBYSCORE kvvo
zRangeWithScores ZRANGE kvvo members
zRank ZRANK kk
zRem ZREM k*
zRemRangeByRank ZREMRANGEBYRANK knn
zRemRangeByScore ZREMRANGEBYSCORE kvv
zRevRank ZREVRANK kk
zScan ZSCAN kv?o scored
zScore ZSCORE kk double
`;

/**
 * @typedef {{ build: (args: any[]) => any[], transform: (reply: any) => any }} Command
 * @type {Map<string, Command>}
 */
export const COMMANDS = new Map();

for (const line of TABLE.trim().split("\n")) {
  const [name, words, shape = "", reply] = line.split(" ");
  const parameters = TRANSFORMS[shape] ? "" : shape;
  const transform = TRANSFORMS[reply ?? shape] ?? ((/** @type {any} */ same) => same);
  const command = {
    build: (/** @type {any[]} */ args) => [...words.split("|"), ...wordsOf(name, parameters, args)],
    // A missing value stays one.
    transform: (/** @type {any} */ value) => (value === null || value instanceof Error ? value : transform(value)),
  };
  COMMANDS.set(name, command);
  const loud = words.replace("|", "_");
  if (!COMMANDS.has(loud)) COMMANDS.set(loud, command);
}

/**
 * @param {string} name
 * @param {string} parameters
 * @param {any[]} args
 */
function wordsOf(name, parameters, args) {
  /** @type {any[]} */
  const words = [];
  const kinds = parameters.match(/\??[knvo*]/g) ?? [];
  kinds.forEach((kind, i) => {
    const value = args[i];
    if (kind.startsWith("?") && value === undefined) return;
    switch (kind.at(-1)) {
      case "n":
      case "v":
        words.push(typeof value === "number" ? numberText(value) : value);
        break;
      case "*":
        words.push(...(Array.isArray(value) ? value : [value]));
        break;
      case "o":
        words.push(...OPTIONS[name](...args.slice(i)));
        break;
      default:
        words.push(value);
    }
  });
  return words;
}

/** @param {number} value */
export function numberText(value) {
  return value === Infinity ? "+inf" : value === -Infinity ? "-inf" : String(value);
}
