"""The rivalry as a game for learners.

Two governments move their ladders of law every six months: one at random, one in proportion. Any PettingZoo learner
can take a seat in their place.
"""

# %%
from stackcraft.experiments.learners import StackcraftEnv, proportionate_action, random_action

# %%
env = StackcraftEnv(months_a_step=6)
seen, told = env.reset(seed=1)
for seat in env.possible_agents:
    env.action_space(seat).seed(1)
total = dict.fromkeys(env.possible_agents, 0.0)
while env.agents:
    actions = {"us": random_action(env, "us", told["us"]), "cn": proportionate_action(env, "cn", told["cn"])}
    seen, rewards, _, _, told = env.step(actions)
    total = {seat: total[seat] + reward for seat, reward in rewards.items()}

# %%
print({seat: round(reward, 2) for seat, reward in total.items()})
for given in env.result().orders[-5:]:
    print(given.month, given.sentence)
