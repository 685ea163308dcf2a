"""What a session may have changed, for property tests."""

from hypothesis import strategies as st

from stackcraft.viz.dashboard.changes import Changes, Decree, Office

NUMBERS = st.floats(0, 3, allow_nan=False).map(lambda x: round(x, 3))
CHANGES = st.builds(
    Changes,
    seed=st.integers(1, 9),
    parameters=st.dictionaries(st.sampled_from(("lock_in", "leak_rate", "precedent")), NUMBERS),
    decrees=st.dictionaries(
        st.sampled_from(("us.tariff.cn", "cn.buy_domestic.cn.cut_down")),
        st.builds(Decree, NUMBERS, st.sampled_from(("2025-03", "2027-12"))),
    ),
    offices=st.dictionaries(
        st.sampled_from(("us", "cn")), st.builds(Office, st.just("hawk"), st.sampled_from(("", "2027-01")))
    ),
    drop=st.lists(st.sampled_from(("a", "b")), unique=True).map(tuple),
    move=st.dictionaries(st.sampled_from(("b", "c")), st.just("2025-05")),
    resize=st.dictionaries(st.sampled_from(("c", "d")), NUMBERS),
)
