"""What pictures add to the city: their addresses, and the job that makes the sizes of older ones."""

from datetime import timedelta

from city.errors import N_
from city.features import Feature, Job
from city.pictures import keeping, views


def make_sizes(work):
    """Make the sizes of pictures that came in before there were any; each is kept by itself."""
    numbers = keeping.list_without_sizes()
    for done, number in enumerate(numbers):
        work.progress(done, len(numbers))
        sizes = keeping.make_missing_sizes(number)
        with work.unit_of_work():
            keeping.add_sizes(number, sizes)
        work.counts[N_("pictures made small")] += 1


feature = Feature(
    name="pictures",
    blueprints=(views.bp,),
    jobs=(
        Job(
            name="pictures.make_sizes",
            label=N_("Sizes of pictures"),
            summary=N_("Makes small copies of pictures that have none yet, for telephones"),
            run=make_sizes,
            every=timedelta(hours=1),
        ),
    ),
)
