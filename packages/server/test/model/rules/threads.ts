import { key, type Room, type World } from "../world.ts";

/** The user follows a thread from now on; who begins has read it up to `read`. */
export function follow(world: World, room: Room, user: number, root: number, read: number): void {
  const id = key(user, room.id, root);
  const known = world.follows.get(id);
  if (known?.following) return;
  const upTo = Math.max(known?.read ?? 0, read);
  world.follows.set(id, {
    user,
    channel: room.id,
    root,
    following: true,
    stopped: false,
    read: upTo,
  });
}

/** Members among these users do, but for who has stopped to. */
export function followUnasked(
  world: World,
  room: Room,
  users: readonly number[],
  root: number,
  read: number,
): void {
  for (const user of users) {
    const known = world.follows.get(key(user, room.id, root));
    if (room.members.has(user) && !known?.stopped) follow(world, room, user, root, read);
  }
}
